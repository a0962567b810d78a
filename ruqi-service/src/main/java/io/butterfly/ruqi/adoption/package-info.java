/**
 * Jobs that the Python service left in the table. Its rows hold a Python pickle, a program for a small machine that may
 * call anything; here it is read by a machine that can call nothing. Each row becomes a job, or stays parked with the
 * reason for everybody to see.
 */
package io.butterfly.ruqi.adoption;
