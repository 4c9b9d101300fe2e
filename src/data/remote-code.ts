import type { QualifiedName } from './qualified-name.ts';
import { wordsIn } from './words-in.ts';

/**
 * Packages whose calls take `trust_remote_code` and pass it on to run a hub's code (as of 2026-11).
 * https://huggingface.co/docs/transformers/main_classes/model · https://huggingface.co/docs/datasets/loading
 * https://sbert.net/docs/package_reference/sentence_transformer/SentenceTransformer.html · https://docs.vllm.ai/
 */
export const TRUSTING_PACKAGES: ReadonlySet<string> = new Set(
  wordsIn(`transformers datasets sentence_transformers vllm peft trl optimum diffusers evaluate sglang unsloth modelscope
  langchain_huggingface langchain_community llama_index FlagEmbedding lm_eval auto_gptq awq gptqmodel ctranslate2 mlx_lm
  mlx_vlm setfit adapters accelerate lmdeploy axolotl spacy_transformers colbert bertopic`),
);

/** Calls that run a repository's hubconf.py. https://docs.pytorch.org/docs/stable/hub.html */
export const HUB_CALLS: readonly QualifiedName[] = ['torch.hub.load', 'torch.hub.list', 'torch.hub.help'];

const KERAS = ['keras', 'tensorflow.keras', 'tf_keras', 'tensorflow.python.keras'];

/**
 * Calls that run the lambdas in a model file if given `safe_mode=False`. https://keras.io/api/models/model_saving_apis/
 */
export const MODEL_LOADERS: readonly QualifiedName[] = KERAS.flatMap((module) => [
  `${module}.models.load_model`,
  `${module}.saving.load_model`,
  `${module}.layers.deserialize`,
  `${module}.saving.deserialize_keras_object`,
  `${module}.models.model_from_json`,
]);

/** Calls that turn off the safe mode for all models. https://keras.io/api/utils/config_utils/ */
export const SAFE_MODE_SWITCHES: readonly QualifiedName[] = KERAS.map(
  (module) => `${module}.config.enable_unsafe_deserialization`,
);
