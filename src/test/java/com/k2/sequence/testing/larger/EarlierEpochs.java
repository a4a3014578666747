package com.k2.sequence.testing.larger;

import java.util.ArrayList;
import java.util.List;

/** The epochs that others have followed. */
final class EarlierEpochs {

    private static final int REMEMBERED = 4;
    private static final long REMEMBERED_NANOS = 300_000_000_000L;

    private record Ended(String epoch, long at) {}

    private final List<Ended> all = new ArrayList<>();

    /** Whether a message of this epoch is a straggler. */
    boolean isRecent(String epoch, long now) {
        return all.stream()
                .anyMatch(each -> each.epoch.equals(epoch) && now - each.at <= REMEMBERED_NANOS);
    }

    /** One epoch has followed another. */
    void follows(String ended, String current, long now) {
        all.add(new Ended(ended, now));
        all.removeIf(each -> each.epoch.equals(current));
        while (all.size() > REMEMBERED) {
            all.remove(0);
        }
    }
}
