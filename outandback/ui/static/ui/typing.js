/* What a page needs on which somebody types. It is served as one file, with what it imports inside
   (ui/bound_scripts.py). */
import "./letter-count.js";
import "./unsent.js";
