/** Reads Avro messages, with the schemas of a registry that speaks Confluent's API. */
package com.k2.sequence.decode.avro;
