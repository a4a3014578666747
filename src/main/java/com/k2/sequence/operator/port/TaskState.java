package com.k2.sequence.operator.port;

import java.util.Map;
import java.util.OptionalLong;

/**
 * What a task finds in the snapshot that it resumes from, and keeps for the next one. A name is
 * asked for once, before the first message. Used by the task's thread.
 */
public interface TaskState {

    /** Whether the job resumes from a snapshot. */
    boolean isRestored();

    /** The checkpoint that the job resumes from, where that is known. */
    OptionalLong restoredCheckpoint();

    /** Which task it is, from 0. */
    int task();

    /** How many tasks there are. */
    int tasks();

    /** What is known of each key. */
    KeyedValues<TrackedSequence> sequences();

    /** Which keys the store may lack the newest message of. */
    KeyedValues<String> unsentMarks();

    /** When the value of each key changed last, in milliseconds since 1970. */
    KeyedValues<Long> changeTimes();

    /** Numbers of which a restored task gets those of all tasks. */
    KeptValues<Long> numbersOfAllTasks(String name) throws Exception;

    /** Texts of which each goes to one restored task, whichever that is. */
    KeptValues<Map<String, String>> texts(String name) throws Exception;

    /** Texts of which a restored task gets those of all tasks. */
    KeptValues<Map<String, String>> textsOfAllTasks(String name) throws Exception;
}
