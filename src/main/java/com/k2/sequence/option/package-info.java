/** What an option is: its declaration, how its value is read, what is wrong with it. No Flink. */
package com.k2.sequence.option;
