// Finds the picture that a widget was displayed with, and puts the widget in its place. See stage.py.

const STOPPED = "Python was stopped or started anew. Run this cell again to bring its controls back to life.";
const message = (type) => ({ type, isConflatable: false, conflate: () => false });

// What JupyterLab does with a widget of its own: without these two messages those inside a box are never drawn.
function attach(view, place) {
  const widget = view.luminoWidget;
  widget.processMessage(message("before-attach"));
  place.replaceChildren(view.el);
  widget.processMessage(message("after-attach"));
}

// anywidget hears no more of Python when a widget took two seconds to load, as may happen on a slow machine: what comes
// then waits forever. So each widget here listens as those of JupyterLab do.
function listen(model) {
  const own = Object.getPrototypeOf(model);
  if (Object.hasOwn(own, "_handle_comm_msg")) model.comm?.on_msg(Object.getPrototypeOf(own)._handle_comm_msg.bind(model));
  model.get("children")?.forEach(listen);
}

async function perform(model, signal) {
  const manager = model.widget_manager;
  const actor = await manager.get_model(model.get("actor").replace("IPY_MODEL_", ""));
  if (signal.aborted) return;
  listen(actor);
  const places = document.getElementsByClassName(model.get("place")); // one in each view of the notebook, or none yet
  const filled = new WeakSet();
  const fill = () => {
    for (const place of places) {
      if (filled.has(place)) continue;
      filled.add(place);
      manager.create_view(actor).then((view) => attach(view, place), console.error); // else the picture stays
    }
  };
  const stop = () => {
    for (const place of places) {
      if (place.querySelector(":scope > [role=status]")) continue;
      const line = document.createElement("p");
      line.setAttribute("role", "status");
      line.textContent = STOPPED;
      place.prepend(line);
    }
  };
  const watch = new MutationObserver(fill);
  watch.observe(document.body, { childList: true, subtree: true });
  model.on("comm_live_update", stop);
  signal.addEventListener("abort", () => watch.disconnect());
  fill();
}

function initialize({ model }) {
  const gone = new AbortController();
  perform(model, gone.signal).catch(console.error); // else the picture stays
  return () => gone.abort();
}

export default { initialize };
