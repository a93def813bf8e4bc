/** placeholder */
export interface SchedulerMemory { readonly [k: string]: unknown }
