package com.k2.sequence.benchmark.engine.peer;

import com.k2.sequence.message.CheckedRecord;
import com.k2.sequence.message.SequencedMessage;
import com.k2.sequence.tracking.SequenceTracker;
import com.k2.sequence.tracking.SequenceTransition;
import com.k2.sequence.tracking.rule.TrackingRule;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;

/**
 * Batches of {@value #SIZE} messages: all reads in one pipeline, then all writes in another. A key
 * that is twice in a batch is read once too early: some verdicts are wrong.
 */
public final class BatchPeer extends AbstractStreamOperator<CheckedRecord>
        implements OneInputStreamOperator<SequencedMessage, CheckedRecord>, BoundedOneInput {

    private static final int SIZE = 100;

    private final URI redis;
    private transient SequenceTracker tracker;
    private transient RedisClient client;
    private transient List<SequencedMessage> batch;

    public BatchPeer(URI redis) {
        this.redis = redis;
    }

    @Override
    public void open() throws Exception {
        super.open();
        tracker = new SequenceTracker(TrackingRule.DEFAULT);
        client = RedisClient.create(redis);
        batch = new ArrayList<>(SIZE);
    }

    @Override
    public void processElement(StreamRecord<SequencedMessage> element) {
        batch.add(element.getValue());
        if (batch.size() == SIZE) {
            trackBatch();
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        trackBatch();
    }

    @Override
    public void endInput() {
        trackBatch();
    }

    @Override
    public void close() throws Exception {
        if (client != null) {
            client.close();
        }
        super.close();
    }

    private void trackBatch() {
        if (batch.isEmpty()) {
            return;
        }
        List<SequenceTransition> transitions = new ArrayList<>(batch.size());
        try (AbstractPipeline pipeline = client.pipelined()) {
            List<Response<Map<String, String>>> rows = new ArrayList<>(batch.size());
            for (SequencedMessage message : batch) {
                rows.add(pipeline.hgetAll(PeerRows.key(message.instrument())));
            }
            pipeline.sync();
            for (int i = 0; i < batch.size(); i++) {
                SequencedMessage message = batch.get(i);
                SequenceTransition transition =
                        tracker.track(
                                PeerRows.state(rows.get(i).get()), message, message.timestamp());
                transitions.add(transition);
                pipeline.hset(PeerRows.key(message.instrument()), PeerRows.row(transition.state()));
            }
            pipeline.sync();
        }
        for (int i = 0; i < batch.size(); i++) {
            output.collect(new StreamRecord<>(PeerRows.checked(batch.get(i), transitions.get(i))));
        }
        batch.clear();
    }
}
