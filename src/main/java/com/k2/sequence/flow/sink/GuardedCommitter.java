package com.k2.sequence.flow.sink;

import com.k2.sequence.kafka.ProducerSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.metrics.Counter;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports transactions that can't be committed any more because the broker has aborted them. Their
 * records are lost: the checkpoint they belong to is complete. For one thread.
 */
// What close() throws is the connector's choice.
@SuppressWarnings("try")
public final class GuardedCommitter implements Committer<KafkaCommittable> {

    public static final String TRANSACTIONS_LOST = "transactions_lost";

    private static final Logger LOG = LoggerFactory.getLogger(GuardedCommitter.class);

    private static final long TIMEOUT_SECONDS = 30;

    /**
     * By how much the broker raises an epoch when it aborts a transaction for its timeout. One that
     * was committed, and whose id was used again since, has been raised by two at least: by its
     * commit and for its next producer. (Brokers before 4.0 do not raise it at a commit; of theirs,
     * one that was committed may be reported as lost too.)
     */
    private static final int TIMEOUT_RAISES_EPOCH = 1;

    private final Committer<KafkaCommittable> committer;
    private final Properties client;
    private final String topic;
    private final Counter lost;

    GuardedCommitter(
            Committer<KafkaCommittable> committer, Properties client, String topic, Counter lost) {
        this.committer = committer;
        this.client = client;
        this.topic = topic;
        this.lost = lost;
    }

    @Override
    public void commit(Collection<CommitRequest<KafkaCommittable>> requests)
            throws IOException, InterruptedException {
        committer.commit(
                requests.stream()
                        .<CommitRequest<KafkaCommittable>>map(TellingRequest::new)
                        .toList());
    }

    /**
     * The connector gives up a transaction whose producer is fenced, and goes on. That is right
     * where the transaction was committed before and its id has been used again since, as after a
     * failure between two checkpoints.
     */
    private void givenUp(KafkaCommittable transaction, Throwable reason) {
        try {
            TransactionDescription found = describe(transaction.getTransactionalId());
            if (isAborted(transaction, found)) {
                tell(transaction, "the brokers have aborted it", reason);
            } else {
                LOG.info("{} had ended before, and its id was used again: {}", transaction, found);
            }
        } catch (ExecutionException | TimeoutException e) {
            tell(transaction, "and the brokers do not say what became of it: " + e, reason);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isAborted(KafkaCommittable transaction, TransactionDescription found) {
        boolean ended =
                found.state() == TransactionState.COMPLETE_ABORT
                        || found.state() == TransactionState.PREPARE_ABORT
                        || found.state() == TransactionState.PREPARE_EPOCH_FENCE;
        return ended
                && found.producerId() == transaction.getProducerId()
                && found.producerEpoch() <= transaction.getEpoch() + TIMEOUT_RAISES_EPOCH;
    }

    private void tell(KafkaCommittable transaction, String finding, Throwable reason) {
        lost.inc();
        LOG.error(
                "Records are lost: the transaction {} for topic '{}' can't be committed, {}. It was"
                        + " not committed within kafka.properties.{}, because the job was down for"
                        + " too long after its last checkpoint or savepoint. State and Redis have"
                        + " what was read; its records are missing in the topic.",
                transaction.getTransactionalId(),
                topic,
                finding,
                ProducerSettings.TRANSACTION_TIMEOUT,
                reason);
    }

    private TransactionDescription describe(String transactionalId)
            throws ExecutionException, InterruptedException, TimeoutException {
        Admin admin = Admin.create(client);
        try {
            return admin.describeTransactions(List.of(transactionalId))
                    .description(transactionalId)
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    @Override
    public void close() throws Exception {
        committer.close();
    }

    /** Passes on what the connector says of a request. */
    private final class TellingRequest implements CommitRequest<KafkaCommittable> {

        private final CommitRequest<KafkaCommittable> request;

        private TellingRequest(CommitRequest<KafkaCommittable> request) {
            this.request = request;
        }

        @Override
        public KafkaCommittable getCommittable() {
            return request.getCommittable();
        }

        @Override
        public int getNumberOfRetries() {
            return request.getNumberOfRetries();
        }

        @Override
        public void signalFailedWithKnownReason(Throwable reason) {
            givenUp(request.getCommittable(), reason);
            request.signalFailedWithKnownReason(reason);
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable reason) {
            request.signalFailedWithUnknownReason(reason);
        }

        @Override
        public void retryLater() {
            request.retryLater();
        }

        @Override
        public void updateAndRetryLater(KafkaCommittable committable) {
            request.updateAndRetryLater(committable);
        }

        @Override
        public void signalAlreadyCommitted() {
            request.signalAlreadyCommitted();
        }

        @Override
        public String toString() {
            return request.toString();
        }
    }
}
