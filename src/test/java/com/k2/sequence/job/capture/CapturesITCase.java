package com.k2.sequence.job.capture;

import com.k2.sequence.testing.Captures;

/** Whole recordings beside the project; skipped where there are none. */
class CapturesITCase extends CaptureTests {

    CapturesITCase() {
        super(Captures::assumeRecordings, 848, 19_904);
    }
}
