/**
 * The servers, the job and the folder of a run on this machine, started and ended in the right
 * order.
 */
package com.k2.sequence.demo.local;
