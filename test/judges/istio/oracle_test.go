// The oracle: answers questions about manifests and calls with Istio's own code.
//
// It reads one question per line from stdin, a JSON object, and writes one answer per line to file descriptor 3, in the same order,
// until stdin ends. Stdout and stderr are for what Istio logs. It is a test binary because Istio's simulation of its own listeners
// and routes works inside a test only.
//
//	{"verb": "accept", "body": {...}}  ->  {"result": ...} or {"error": "..."}
//
// ISTIO_MODULE names the folder of the Istio module, for its CRDs; OTHER_CRDS files with those of others, separated by colons.
package oracle

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"testing"
)

type question struct {
	Verb string          `json:"verb"`
	Body json.RawMessage `json:"body"`
}

type answer struct {
	Result any    `json:"result,omitempty"`
	Error  string `json:"error,omitempty"`
}

func TestOracle(t *testing.T) {
	module := os.Getenv("ISTIO_MODULE")
	if module == "" {
		t.Skip("ISTIO_MODULE is not set: the oracle is started by npm run test:istio")
	}
	verbs := map[string]func(*testing.T, json.RawMessage) (any, error){
		"accept":  acceptWith(module, filepath.SplitList(os.Getenv("OTHER_CRDS"))),
		"mesh":    judgeMeshConfigs,
		"analyze": analyze,
		"decide":  decide,
		"ambient": ambient,
		"install": install,
		"chart":   chart,
	}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(make([]byte, 1<<20), 1<<28)
	out := json.NewEncoder(os.NewFile(3, "answers"))
	for lines.Scan() {
		var q question
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			t.Fatalf("a question must be a JSON object: %v", err)
		}
		verb, known := verbs[q.Verb]
		if !known {
			t.Fatalf("nobody answers %q", q.Verb)
		}
		if err := out.Encode(ask(t, q, verb)); err != nil {
			t.Fatal(err)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
}

// ask gives every question a test of its own, so that whatever Istio starts for it ends with it.
func ask(t *testing.T, q question, verb func(*testing.T, json.RawMessage) (any, error)) answer {
	a := answer{Error: q.Verb + ": ended without an answer, see the log"}
	t.Run(q.Verb, func(t *testing.T) {
		defer func() {
			if r := recover(); r != nil {
				fmt.Fprintf(os.Stderr, "panic: %v\n%s\n", r, debug.Stack())
				a = answer{Error: fmt.Sprintf("%s: panic: %v", q.Verb, r)}
			}
		}()
		result, err := verb(t, q.Body)
		if err != nil {
			a = answer{Error: fmt.Sprintf("%s: %v", q.Verb, err)}
			return
		}
		a = answer{Result: result}
	})
	return a
}
