import { remoteCode } from '../../../src/rules/execution/remote-code.ts';
import { ruleTest } from '../rule-test.ts';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';

ruleTest(remoteCode, {
  allows: {
    'a switch that is off':
      'from transformers import AutoModel\n\nAutoModel.from_pretrained("a/b", trust_remote_code=False)\n',
    'an unknown value':
      'from datasets import load_dataset\n\ndef f(name, trusted):\n    load_dataset(name, trust_remote_code=trusted)\n',
    'the default of a parameter':
      'from transformers import AutoModel\n\ndef f(name, trust_remote_code=True):\n    return AutoModel.from_pretrained(name, trust_remote_code=trust_remote_code)\n',
    "another package's call": 'from shop import load\n\nload("a", trust_remote_code=True)\n',
    'a dict that is not passed on': 'import transformers\n\noptions = {"trust_remote_code": True}\n',
    'a pinned model': `from transformers import AutoModel\n\nAutoModel.from_pretrained("a/b", trust_remote_code=True, revision="${COMMIT}")\n`,
    'a model pinned by a constant': `from transformers import AutoModel\n\nPIN = "${COMMIT}"\n\n\ndef f(name):\n    AutoModel.from_pretrained(name, revision=PIN, trust_remote_code=True)\n`,
    'a pin among options': `from datasets import load_dataset\n\noptions = {"trust_remote_code": True, "revision": "${COMMIT}"}\nload_dataset("a/b", **options)\n`,
    'a pin in options': `from langchain_huggingface import HuggingFaceEmbeddings\n\nHuggingFaceEmbeddings(model_kwargs={"trust_remote_code": True, "revision": "${COMMIT}"})\n`,
    'a pin of the code alone': `from transformers import AutoModel\n\nAutoModel.from_pretrained("a/b", trust_remote_code=True, code_revision="${COMMIT}")\n`,
    'a local folder': 'import torch\n\ntorch.hub.load("./nets", "resnet18", source="local")\n',
    'a full commit': `import torch\n\ntorch.hub.load("acme/vision:${COMMIT}", "resnet18")\n`,
    'an unknown repository': 'import torch\n\ndef f(repo):\n    torch.hub.load(repo, "resnet18")\n',
    'weights from a hub': 'import torch\n\ntorch.hub.load_state_dict_from_url("https://acme.example/x.pth")\n',
    'a safe model': 'import keras\n\nkeras.models.load_model("m.keras", safe_mode=True)\n',
    'an unknown mode': 'import keras\n\ndef f(mode):\n    keras.models.load_model("m.keras", safe_mode=mode)\n',
  },
  reports: {
    'a model':
      'from transformers import AutoModel\n\ndef f(name):\n    AutoModel.from_pretrained(name, trust_remote_code=«True»)\n',
    'a pipeline': 'import transformers\n\ntransformers.pipeline("text", trust_remote_code=«True»)\n',
    'a branch of a model':
      'from transformers import AutoModel\n\nAutoModel.from_pretrained("a/b", trust_remote_code=«True», revision="main")\n',
    'a short commit': `from transformers import AutoModel\n\nAutoModel.from_pretrained("a/b", trust_remote_code=«True», revision="${COMMIT.slice(0, 12)}")\n`,
    'a revision that cannot be told':
      'from transformers import AutoModel\n\ndef f(pin):\n    AutoModel.from_pretrained("a/b", trust_remote_code=«True», revision=pin)\n',
    'a data set': 'from datasets import load_dataset as load\n\nload("a/b", trust_remote_code=«True»)\n',
    'a sentence transformer':
      'from sentence_transformers import SentenceTransformer\n\nSentenceTransformer("a/b", trust_remote_code=«True»)\n',
    'a model server': 'from vllm import LLM\n\nLLM(model="a/b", trust_remote_code=«True»)\n',
    'options that are spread':
      'from transformers import AutoModel\n\noptions = {"trust_remote_code": «True»}\nAutoModel.from_pretrained("a/b", **options)\nAutoModel.from_pretrained("c/d", **options)\n',
    'options in options':
      'from langchain_huggingface import HuggingFaceEmbeddings\n\nHuggingFaceEmbeddings(model_kwargs={"trust_remote_code": «True»})\n',
    'a constant': 'from vllm import LLM\n\nTRUST = True\nLLM("a/b", trust_remote_code=«TRUST»)\n',
    'a repository': 'import torch\n\n«torch.hub.load("acme/vision", "resnet18")»\n',
    'a branch': 'from torch import hub\n\n«hub.load("acme/vision:main", "resnet18", source="github")»\n',
    "a list of a repository's content": 'import torch\n\n«torch.hub.list("acme/vision")»\n',
    'a model with code': 'import keras\n\nkeras.models.load_model("m.keras", safe_mode=«False»)\n',
    "TensorFlow's Keras": 'import tensorflow as tf\n\ntf.keras.models.load_model("m.keras", safe_mode=«False»)\n',
    'the mode for all models': 'import keras\n\n«keras.config.enable_unsafe_deserialization()»\n',
  },
});
