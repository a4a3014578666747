/** Values that are compressed inside their Kafka record. */
package com.k2.sequence.decode.compression;
