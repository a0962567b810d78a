/** The workers that are alive, in the registry that the original's tools read. */
package io.butterfly.baichuan.worker;
