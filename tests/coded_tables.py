"""Small tables of events coded by hand, in three ways and of three regions. All rows are invented."""

from __future__ import annotations

from crosscurrents.config import DEFAULT
from crosscurrents.ingest import Incoming, parse
from crosscurrents.ingest.media import BY_ENDING
from crosscurrents.records.custody import Arrived
from crosscurrents.records.document import Document

ACLED = """\
event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,\
actor2,assoc_actor_2,inter2,region,country,admin1,location,latitude,longitude,geo_precision,source,source_scale,\
notes,fatalities,timestamp
SUD1,04 March 2025,2025,1,Political violence,Violence against civilians,Attack,Rapid Support Forces,,Rebel group,\
Civilians (Sudan),Farmers (Sudan); Traders (Sudan),Civilians,Northern Africa,Sudan,North Darfur,El Fasher,13.6,25.3,1,\
Darfur Post; Radio Nile,National,"On 4 March 2025, the RSF shelled a market in El Fasher.
""Nobody"" was spared, elders said.",9,1741700000
SUD2,05 March 2025,2025,1,Political violence,Battles,Armed clash,Military Forces of Sudan (2019-),,State forces,\
Military Forces of Sudan (2019-) Rapid Support Forces,,Rebel group,Northern Africa,Sudan,Khartoum,Bahri,15.6,32.5,1,\
Undisclosed Source,National,"On 5 March 2025, the two sides clashed in Bahri.",3,1741700000
KEN1,10 March 2025,2025,2,Demonstrations,Protests,Peaceful protest,Protesters (Kenya),Teachers (Kenya),Protesters,\
,,,Eastern Africa,Kenya,Nairobi,Nairobi,-1.28,36.8,1,Coast Herald,National,Teachers marched in the week of 10 March.,\
0,1741700000
"""

UCDP = """\
id\ttype_of_violence\tconflict_name\tside_a\tside_b\tsource_article\tsource_headline\twhere_coordinates\tadm_1\tcountry\t\
date_prec\tdate_start\tdate_end\tdeaths_a\tdeaths_b\tdeaths_civilians\tdeaths_unknown\tbest\tlow\thigh
501\t1\tMyanmar: Government\tGovernment of Myanmar\tHill Tribes Army\t"Bay Courier,2021-02-12,Five die at ford"\t\
Five die at ford\tLashio town\tShan State\tMyanmar\t1\t2021-02-10 00:00:00.000\t\
2021-02-10 00:00:00.000\t2\t3\t0\t0\t5\t4\t8
502\t3\tHill Tribes Army - Civilians\tHill Tribes Army\tCivilians\t\t\tHpakan town\tKachin State\tMyanmar\t\
4\t2021-03-01 00:00:00.000\t2021-03-31 00:00:00.000\t0\t0\t7\t0\t7\t7\t7
"""

OWN = """\
fecha;clase;autor;víctima;municipio;país;medio;muertos;estado
03/04/2023;Emboscada;ELN;Ejército de Colombia;Arauca;Colombia;El Río;2;ocurrió
15/04/2023;Paro armado;ELN;;Quibdó;Colombia;;;anunciado
"""

MAPPING = """\
name: casa del río
publisher: Observatorio del Río
columns:
  date: fecha
  type: clase
  source: autor
  target: víctima
  place: municipio
  country: país
  outlet: medio
  dead: muertos
  modality: estado
types:
  Emboscada: ASSAULT
  Paro armado: COERCE
modalities:
  ocurrió: happened
  anunciado: planned
actor_type: armed_group
"""


def incoming(text: str | bytes, name: str = "table.csv", mapping: str | None = None, *, named: bool = True) -> Incoming:
    """A table as `gather` gives it."""
    data = text.encode() if isinstance(text, str) else text
    media = BY_ENDING["." + name.rpartition(".")[2]].media
    coding = mapping.encode() if mapping is not None else None
    return Incoming(f"desk/{name}", name, data, media, coding=coding, named=named)


def document(text: str | bytes, name: str = "table.csv", mapping: str | None = None) -> Document:
    """The document of a table in which every row is good."""
    (found,) = parse(incoming(text, name, mapping), config=DEFAULT)
    assert isinstance(found, Arrived), found
    return found.document
