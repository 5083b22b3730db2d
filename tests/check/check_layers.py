"""An include may only point down, by bare file name (docs/ARCHITECTURE.md)."""

import os

import house

BELOW = {
    "base": {"base"},
    "model": {"base", "model", "data", "io"},
    "data": {"base", "model", "data", "io"},
    "io": {"base", "model", "data", "io"},
    "probe": {"base", "model", "data", "io", "probe"},
    "signal": {"base", "model", "data", "io", "signal"},
    "conf": {"base", "conf"},
    "engine": {"", "base", "model", "data", "io", "probe", "signal", "conf", "engine"},
    "api": {"base", "conf", "", "api"},
    "cli": {"base", "conf", "", "cli"},
    "": {"base", "conf", "", "api", "cli"},
}

rule = house.Rule("layers")

headers = {}
for path in house.files(".h", under=("daemon",)):
    name = os.path.basename(path)
    if name in headers:
        rule.breach(path, 1, f"{headers[name]} has the same name: an include could mean either")
    headers[name] = path


def layer_of(path):
    folder = os.path.dirname(os.path.relpath(path, "daemon"))
    return folder.split("/")[0]


for path in house.files(".c", ".h", under=("daemon",)):
    layer = layer_of(path)
    if layer not in BELOW:
        rule.breach(path, 1, f"daemon/{layer}/ is no layer that tests/check/check_layers.py knows")
        continue
    for line, quote, name in house.includes(path):
        if quote != '"':
            continue
        if "/" in name:
            rule.breach(path, line, f'"{name}": include it by its file name alone')
        elif name not in headers:
            rule.breach(path, line, f'"{name}" is no header of ours')
        else:
            target = layer_of(headers[name])
            if target not in BELOW[layer] and not rule.allows(f"{path}:{name}"):
                rule.breach(path, line, f'"{name}" is of {target or "licit.h"}, above {layer}')

rule.end()
