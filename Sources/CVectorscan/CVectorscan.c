#include "CVectorscan.h"
