// The CRDs of the Prometheus operator, for what this library writes for it. Nothing of it is compiled.
module cdk8s-istio-egress/test/judges/prometheus-operator

go 1.24.0

require github.com/prometheus-operator/prometheus-operator v0.85.0
