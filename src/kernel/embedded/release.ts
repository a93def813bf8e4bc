/** IP_VS_VERSION_CODE of Linux 6.1. */
export const version = 0x010201;
/** ip_vs_conn_tab_size: the buckets of the connection table. */
export const connectionTableSize = 4096;
