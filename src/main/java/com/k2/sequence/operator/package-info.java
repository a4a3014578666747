/** Where verdicts are reached: keyed state decides, the store follows behind it. */
package com.k2.sequence.operator;
