/** The servers, the job and the folder of a run on this machine, up and down in good order. */
package com.k2.sequence.demo.local;
