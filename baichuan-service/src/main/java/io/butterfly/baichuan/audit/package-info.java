/**
 * The check of everything, which an operator starts: every living message is indexed, and every indexed id has its
 * message.
 *
 * <p>{@link io.butterfly.baichuan.audit.Audit} walks over all messages and all indexes in small steps, so that Redis
 * always gets to its other work, and needs the same memory however many there are: of the ids in the queues it keeps a
 * fingerprint each, of a part of them at a time. Nothing stands still meanwhile. What looks wrong is therefore looked
 * at again, exactly, before it counts; what is younger than a minute may still be in the middle of a change and is left
 * alone; a message that is not due yet stays so. Nothing is changed unless repairing was asked for. Repairing puts a
 * message where recovery finds it, and recovery does what its hash says. What stands beside the indexes (noted places,
 * groups, marks of equal messages) is looked at last, and repaired on the spot.
 */
package io.butterfly.baichuan.audit;
