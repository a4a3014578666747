/** Messages in Avro, with the schemas of a registry that speaks Confluent's API. */
package com.k2.sequence.io.avro;
