package com.k2.sequence.admin.rows;

import com.k2.sequence.admin.terminal.Text;
import com.k2.sequence.redis.rows.RedisRow;
import java.util.ArrayList;
import java.util.List;

/** What all rows that were looked at come to. For one thread. */
public final class RowTotals {

    private long rows;
    private long gaps;
    private long resets;
    private long cleared;
    private long unreadable;

    public void add(RedisRow row) {
        rows++;
        gaps += row.gapCount();
        resets += row.resetCount();
        if (row.isCleared()) {
            cleared++;
        }
    }

    public void addUnreadable() {
        unreadable++;
    }

    public long rows() {
        return rows;
    }

    public long gaps() {
        return gaps;
    }

    public long unreadable() {
        return unreadable;
    }

    /** In one line. */
    public String text() {
        List<String> parts = new ArrayList<>();
        parts.add(Text.counted(rows, "row"));
        parts.add(Text.counted(gaps, "gap"));
        parts.add(Text.counted(resets, "reset"));
        if (cleared > 0) {
            parts.add(Text.number(cleared) + " cleared");
        }
        if (unreadable > 0) {
            parts.add(Text.number(unreadable) + " that can't be read");
        }
        return String.join(", ", parts);
    }
}
