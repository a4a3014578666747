package com.k2.sequence.redis.layout;

import com.k2.sequence.tracking.StateFields;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a row says of whoever wrote it last, in its field {@code writer}: {@code <form>
 * <submission>}, behind which later forms may add to it.
 *
 * <p>Every later form keeps {@code lineage} and this field as they are, and says in its own notes
 * what a program of an earlier form may still read. A program that writes a row in an earlier form
 * leaves the fields alone that it does not know, and puts its own form here: by that a later
 * program sees that those fields are older than the rest of the row. This version writes a row
 * without later fields in form 1, so an update of one need not delete them, nor a lookup ask for
 * them.
 *
 * <p>Version 0.1 writes no such field, and leaves one that it finds as it was.
 *
 * @param form the form of the row, from 1
 * @param submission when the job that wrote it was submitted, in milliseconds since 1970
 */
public record RowWriter(long form, long submission) {

    /** The form of rows with all fields of this version, and the last one it knows. */
    static final long FORM = StateFields.ALL.form();

    /** The form of rows that have no later fields: what stands there under their names is older. */
    private static final long PLAIN = 1;

    private static final Pattern TEXT = Pattern.compile("(\\d+) (\\d+)( .*)?", Pattern.DOTALL);

    /** A writer of this version, of a row with later fields. */
    public static RowWriter of(long submission) {
        return new RowWriter(FORM, submission);
    }

    /** A writer of this version, of a row without later fields. */
    public static RowWriter ofPlainRow(long submission) {
        return new RowWriter(PLAIN, submission);
    }

    /**
     * Reads a row's field.
     *
     * @param field null where there is none: then the row is of version 0.1, and of the submission
     *     that began its lineage, as far as can be known
     * @param lineage the row's
     */
    static RowWriter parse(FieldText field, long lineage) throws UnreadableRowException {
        if (field == null) {
            return ofPlainRow(lineage);
        }
        Matcher parts = TEXT.matcher(field.text());
        if (!parts.matches()) {
            throw field.unreadable("a form and a submission, separated by a space");
        }
        long form = new FieldText("writer: form", parts.group(1)).asNumber();
        long submission = new FieldText("writer: submission", parts.group(2)).asNumber();
        if (form <= FORM && parts.group(3) != null) {
            throw field.unreadable("a form and a submission, separated by a space");
        }
        // Below its lineage it is not of whoever wrote the row last: that was version 0.1.
        return submission < lineage ? ofPlainRow(lineage) : new RowWriter(form, submission);
    }

    /** Whether the row may have later fields that are as new as the rest of it. */
    public boolean hasLaterFields() {
        return form > PLAIN;
    }

    /** Whether a later version of the job wrote the row, in a form that this one does not know. */
    public boolean isOfLaterForm() {
        return form > FORM;
    }

    /** As the row has it. */
    public String text() {
        return form + " " + submission;
    }
}
