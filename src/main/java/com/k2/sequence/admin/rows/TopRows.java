package com.k2.sequence.admin.rows;

import com.k2.sequence.redis.rows.RedisRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The first rows of an order out of any number, in the memory of those. For one thread. */
public final class TopRows {

    private final Comparator<RedisRow> order;
    private final int limit;
    private final PriorityQueue<RedisRow> rows;

    /**
     * @param limit from 1
     */
    public TopRows(Comparator<RedisRow> order, int limit) {
        this.order = order;
        this.limit = limit;
        this.rows = new PriorityQueue<>(order.reversed());
    }

    public void add(RedisRow row) {
        if (rows.size() < limit) {
            rows.add(row);
        } else if (order.compare(row, rows.peek()) < 0) {
            rows.poll();
            rows.add(row);
        }
    }

    /** The rows in order. */
    public List<RedisRow> sorted() {
        List<RedisRow> sorted = new ArrayList<>(rows);
        sorted.sort(order);
        return sorted;
    }
}
