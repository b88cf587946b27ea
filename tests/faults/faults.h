/* What the driver and what is preloaded agree on. */
#ifndef FAULTS_H
#define FAULTS_H

#define FAULT_MARK 0x6467706d /* no prctl() has this number */

void fault_over(void);

#endif
