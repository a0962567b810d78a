/**
 * The workers that are alive, in the registry that the tools of the Python service read. It is for people: what a dead
 * worker of ours held is taken up by its leases alone, see {@link io.butterfly.baichuan.recovery}.
 */
package io.butterfly.baichuan.worker;
