/** What a caller of map can ask for. */
export const protectionNames = ["read", "write", "cache", "noexec", "mmio", "priv"] as const;
