/** Version of Lineage Gate, recorded with every run. A test holds it against package.json. */
export const TOOL_VERSION = '0.1.0';
