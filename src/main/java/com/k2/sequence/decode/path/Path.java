package com.k2.sequence.decode.path;

import java.io.Serializable;

/** The way to one value of a record: into its document, or to a part of the record itself. */
sealed interface Path extends Serializable permits DocumentPath, RecordPart {}
