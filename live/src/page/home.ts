/** Stands in the home page itself, after its list of lessons: "Continue", and progress as a file. */
import { showCarry } from "./carry.ts";
import { offerPlace } from "./place.ts";
import { showOnLists } from "./progress.ts";
import { browserShelf, Store } from "./store.ts";

const root = new URL(document.currentScript!.dataset.root!, location.href).pathname;
const shelf = browserShelf();

offerPlace(shelf, root);
showCarry(shelf, root, () => {
  offerPlace(shelf, root);
  showOnLists(new Store(shelf, root));
});
addEventListener("pageshow", (event: PageTransitionEvent) => event.persisted && offerPlace(shelf, root));
