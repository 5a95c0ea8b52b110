package oracle

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"istio.io/istio/pkg/config/analysis/analyzers"
	"istio.io/istio/pkg/config/analysis/local"
	"istio.io/istio/pkg/util/protomarshal"
)

// message is one line of `istioctl analyze`.
type message struct {
	Code  string `json:"code"`
	Level string `json:"level"`
	// Origin is the object, as istioctl names it: "ServiceEntry httpbin.org.demo".
	Origin string `json:"origin,omitempty"`
	Text   string `json:"text"`
}

func analyze(t *testing.T, body json.RawMessage) (any, error) {
	var in struct {
		Documents  []document
		MeshConfig []string
	}
	if err := json.Unmarshal(body, &in); err != nil {
		return nil, err
	}
	config, err := meshConfigOf(in.MeshConfig)
	if err != nil {
		return nil, err
	}
	text, err := protomarshal.ToYAML(config)
	if err != nil {
		return nil, err
	}
	file := filepath.Join(t.TempDir(), "mesh.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		return nil, err
	}

	analyzer := local.NewIstiodAnalyzer(analyzers.AllCombined(), "", "istio-system", nil)
	if err := analyzer.AddFileKubeMeshConfig(file); err != nil {
		return nil, err
	}
	// The reader of Istio's own tests is the one that keeps Pods, without which every selector seems to select nothing.
	reader := local.ReaderSource{Name: "documents", Reader: strings.NewReader(joined(in.Documents))}
	if err := analyzer.AddTestReaderKubeSource([]local.ReaderSource{reader}); err != nil {
		return nil, err
	}
	if err := analyzer.AddDefaultResources(); err != nil {
		return nil, err
	}
	stop := make(chan struct{})
	defer close(stop)
	result, err := analyzer.Analyze(stop)
	if err != nil {
		return nil, err
	}
	messages := make([]message, 0, len(result.Messages))
	for _, m := range result.Messages {
		one := message{Code: m.Type.Code(), Level: m.Type.Level().String(), Text: m.String()}
		if m.Resource != nil {
			one.Origin = m.Resource.Origin.FriendlyName()
		}
		messages = append(messages, one)
	}
	return messages, nil
}
