package com.k2.sequence.job;

import com.k2.sequence.check.PriorState;
import java.io.IOException;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.highavailability.HighAvailabilityServicesUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether an error of {@code main} would cost state, as the configuration of its Flink says.
 *
 * <p>In application mode {@code main} runs inside the JobManager, and again in each JobManager that
 * takes over. What it throws ends the application for good, and Flink then deletes what its high
 * availability keeps of the job: the next start finds no checkpoint. A client, or a JobManager
 * without high availability, has nothing of the kind to lose.
 *
 * <p>Nothing tells {@code main} whether it runs for the first time. But whatever high availability
 * keeps of a job, with ZooKeeper and with Kubernetes, is a file directly in the cluster's folder of
 * {@code high-availability.storageDir}: the job, as long as it runs, and its checkpoints. (Folders
 * in it, such as that of uploaded jars, are made before any job is there.) So where that folder has
 * no file this is the first time, for sure. Where it can't be read it may be a later one.
 */
public final class JobManagerState implements PriorState {

    private static final Logger LOG = LoggerFactory.getLogger(PriorState.class);

    /** What a JobManager has as its {@code execution.target} while it runs {@code main}. */
    private static final String EMBEDDED = "embedded";

    private static final String NO_HIGH_AVAILABILITY = "NONE";

    private final Configuration flink;

    private JobManagerState(Configuration flink) {
        this.flink = flink;
    }

    /**
     * @param flink of the environment that the job is defined in
     */
    public static JobManagerState of(ReadableConfig flink) {
        return new JobManagerState(Configuration.fromMap(flink.toMap()));
    }

    /**
     * Whether this process would lose state, had it any: a JobManager with high availability. A
     * client has a target of another name; a JobManager that runs a jar which was uploaded has
     * none.
     */
    @Override
    public boolean isPossible() {
        return !flink.get(HighAvailabilityOptions.HA_MODE).equalsIgnoreCase(NO_HIGH_AVAILABILITY)
                && flink.getOptional(DeploymentOptions.TARGET).orElse(EMBEDDED).equals(EMBEDDED);
    }

    @Override
    public boolean mayExist() {
        return isPossible() && !isFolderEmpty();
    }

    private boolean isFolderEmpty() {
        try {
            Path folder = HighAvailabilityServicesUtils.getClusterHighAvailableStoragePath(flink);
            FileSystem files = folder.getFileSystem();
            FileStatus[] found =
                    files.exists(folder) ? files.listStatus(folder) : new FileStatus[0];
            return found != null && Stream.of(found).allMatch(FileStatus::isDir);
        } catch (IOException | IllegalConfigurationException e) {
            LOG.warn(
                    "{} can't be read, so the job may have state there: {}",
                    HighAvailabilityOptions.HA_STORAGE_PATH.key(),
                    e.toString());
            return false;
        }
    }
}
