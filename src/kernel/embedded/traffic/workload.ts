export interface Workload {}
