package com.k2.sequence.job.capture;

import com.k2.sequence.testing.Captures;

/** The samples of the repository, so that a clean clone proves what the guarantees say. */
class CaptureSamplesITCase extends CaptureTests {

    CaptureSamplesITCase() {
        super(Captures::samples, 44, 56);
    }
}
