package com.k2.sequence.chaos.outage;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Measures the memory of a JVM on this machine, from outside. For one thread. */
final class TaskManagerProbe implements AutoCloseable {

    private static final String RESIDENT = "VmRSS:";

    private final long pid;
    private final JMXConnector connector;
    private final MemoryMXBean memory;
    private final List<MemoryPoolMXBean> heap;

    private TaskManagerProbe(long pid, JMXConnector connector) throws IOException {
        this.pid = pid;
        this.connector = connector;
        MBeanServerConnection beans = connector.getMBeanServerConnection();
        this.memory = ManagementFactory.getPlatformMXBean(beans, MemoryMXBean.class);
        this.heap =
                ManagementFactory.getPlatformMXBeans(beans, MemoryPoolMXBean.class).stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .toList();
    }

    static TaskManagerProbe attachTo(long pid) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                JMXServiceURL address = new JMXServiceURL(machine.startLocalManagementAgent());
                return new TaskManagerProbe(pid, JMXConnectorFactory.connect(address));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException("can't attach to process " + pid, e);
        }
    }

    /**
     * Collects the JVM's garbage, all of it, and reports what is left on the heap: what something
     * still refers to.
     *
     * @return bytes
     */
    long liveHeap() {
        memory.gc();
        // Not the usage by now: at full load a few megabytes are new again already.
        return heap.stream().mapToLong(pool -> pool.getCollectionUsage().getUsed()).sum();
    }

    /** The heap's limit, in bytes. */
    long largestHeap() {
        return memory.getHeapMemoryUsage().getMax();
    }

    /**
     * The process's memory that is in RAM.
     *
     * @return bytes; 0 where the system does not tell
     */
    long resident() throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(RESIDENT))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .sum();
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException gone) {
            // The process has ended.
        }
    }
}
