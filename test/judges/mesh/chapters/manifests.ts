const FOLDER = 'test/judges/mesh/manifests';

/** What makes a listener for HTTP on port 80 in every proxy that sees istio-system, as an ingress gateway does. */
export const SERVICE_ON_PORT_80 = `${FOLDER}/service-on-port-80.yaml`;

/** HTTP on a port where one expects a protocol in which the server speaks first. */
export const HTTP_ON_PORT_9306 = `${FOLDER}/http-on-port-9306.yaml`;

/** A team's Sidecar in namespace shop that says nothing about outbound traffic. */
export const IMPORTS_ONLY = `${FOLDER}/imports-only.yaml`;

/** Two services in namespace shop that only an address could tell apart, and none has one. */
export const TWO_ON_ONE_PORT = `${FOLDER}/two-on-one-port.yaml`;
