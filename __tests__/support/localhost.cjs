// Has Node find *.localhost on systems whose resolver does not: the fake server's address is one, as git's curl knows it.
const dns = require('node:dns');

const { lookup } = dns;
dns.lookup = (name, ...rest) => lookup(/\.localhost$/.test(name) ? '127.0.0.1' : name, ...rest);
