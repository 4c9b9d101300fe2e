/**
 * Hosts that serve packages to everybody and that hold no private names. An extra index there mixes two public name
 * spaces, but does not give a company's names to strangers. Checked in 2026-11.
 */
export const PUBLIC_INDEX_HOSTS: ReadonlySet<string> = new Set([
  'pypi.org',
  'pypi.python.org',
  'test.pypi.org',
  'files.pythonhosted.org',
  'www.piwheels.org',
  'piwheels.org',
  'download.pytorch.org',
  'pypi.nvidia.com',
  'pypi.ngc.nvidia.com',
  'pypi.anaconda.org',
  'data.pyg.org',
  'wheels.vllm.ai',
  'flashinfer.ai',
  'storage.googleapis.com',
  'download.astral.sh',
  'wheels.myhloli.com',
  'abetlen.github.io',
  'huggingface.github.io',
  'data.dgl.ai',
  'pypi.tuna.tsinghua.edu.cn',
  'mirrors.tuna.tsinghua.edu.cn',
  'mirrors.aliyun.com',
  'mirrors.cloud.tencent.com',
  'mirrors.ustc.edu.cn',
  'pypi.mirrors.ustc.edu.cn',
  'mirrors.huaweicloud.com',
  'pypi.douban.com',
]);
