/** The workers that are alive, in the registry that the tools of the Python service read. */
package io.butterfly.baichuan.worker;
