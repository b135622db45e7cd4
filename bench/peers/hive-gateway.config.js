// Limits off, as in the public benchmark. No sharing of identical requests under way: with one query on all connections it would answer fifty with one execution, which no other system does.
module.exports.gatewayConfig = { maxDepth: false, maxTokens: false, inboundInflightRequestDeduplication: false, logging: 'error' };
