// Draws with the Mol* that Python sent once for all molecules of a notebook; see molstar.py.

async function render({ model, el }) {
  const bundle = await model.widget_manager.get_model(model.get("molstar").replace("IPY_MODEL_", ""));
  const source = () => URL.createObjectURL(new Blob([bundle.get("script")], { type: "text/javascript" }));
  window.il2Molstar ??= import(source());
  const { default: molstar } = await window.il2Molstar;
  molstar.render({ model, el });
}

export default { render };
