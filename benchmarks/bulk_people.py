"""Records of ORCID and PubMed in the size that theirs have on average, written here by hand and counted on."""

from __future__ import annotations

import tarfile
from collections.abc import Callable

_SENTENCE = "Distributed measurement of thermal conductivity in layered oxides shows a dependence on grain size. "
_NAMES = (
    "record common history person personal-details other-name email external-identifier activities employment "
    "education funding work preferences keyword address researcher-url peer-review distinction membership service"
)
_SPACES = " ".join(f'xmlns:{name}="http://www.orcid.org/ns/{name}"' for name in _NAMES.split())

_ENTERED = """
    <common:created-date>2017-09-14T16:59:53.077Z</common:created-date>
    <common:last-modified-date>2022-07-20T01:22:24.771Z</common:last-modified-date>
    <common:source>
        <common:source-client-id>
            <common:uri>https://orcid.org/client/0000-0001-9884-1913</common:uri>
            <common:path>0000-0001-9884-1913</common:path>
            <common:host>orcid.org</common:host>
        </common:source-client-id>
        <common:source-name>Crossref Metadata Search</common:source-name>
        <common:assertion-origin-orcid>
            <common:uri>https://orcid.org/{orcid}</common:uri>
            <common:path>{orcid}</common:path>
            <common:host>orcid.org</common:host>
        </common:assertion-origin-orcid>
    </common:source>"""

_POST = """
<activities:affiliation-group>
    <common:external-ids/>
    <employment:employment-summary put-code="{number}" visibility="public" display-index="1">{entered}
        <common:department-name>Physics</common:department-name>
        <common:role-title>Professor</common:role-title>
        <common:start-date><common:year>2015</common:year><common:month>08</common:month></common:start-date>
        <common:organization>
            <common:name>Example University</common:name>
            <common:address><common:city>Kyoto</common:city><common:country>JP</common:country></common:address>
            <common:disambiguated-organization>
                <common:disambiguated-organization-identifier>057zh3y96</common:disambiguated-organization-identifier>
                <common:disambiguation-source>ROR</common:disambiguation-source>
            </common:disambiguated-organization>
        </common:organization>
    </employment:employment-summary>
</activities:affiliation-group>"""

_IDS = """
    <common:external-ids>
        <common:external-id>
            <common:external-id-type>doi</common:external-id-type>
            <common:external-id-value>10.1000/{number}.{work}</common:external-id-value>
            <common:external-id-normalized transient="true">10.1000/{number}.{work}</common:external-id-normalized>
            <common:external-id-relationship>self</common:external-id-relationship>
        </common:external-id>
        <common:external-id>
            <common:external-id-type>eid</common:external-id-type>
            <common:external-id-value>2-s2.0-{number}</common:external-id-value>
            <common:external-id-relationship>self</common:external-id-relationship>
        </common:external-id>
    </common:external-ids>"""

_WORK = """
<activities:group>{ids}
    <work:work-summary put-code="{number}{work}" visibility="public" display-index="0">{entered}
        <work:title><common:title>{sentence}{work}</common:title></work:title>{ids}
        <common:url>https://doi.org/10.1000/{number}.{work}</common:url>
        <work:type>journal-article</work:type>
        <common:publication-date><common:year>2018</common:year><common:month>05</common:month></common:publication-date>
        <work:journal-title>Journal of Examples</work:journal-title>
    </work:work-summary>
</activities:group>"""

_PROFILE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<record:record {spaces} path="/{orcid}">
    <common:orcid-identifier>
        <common:uri>https://orcid.org/{orcid}</common:uri>
        <common:path>{orcid}</common:path>
        <common:host>orcid.org</common:host>
    </common:orcid-identifier>
    <history:history>
        <history:submission-date>2017-09-14T16:59:53.077Z</history:submission-date>
        <common:last-modified-date>2022-07-20T01:22:24.771Z</common:last-modified-date>
    </history:history>
    <person:person path="/{orcid}/person">
        <person:name visibility="public" path="{orcid}">
            <personal-details:given-names>Hikari</personal-details:given-names>
            <personal-details:family-name>Yamada{number}</personal-details:family-name>
        </person:name>
    </person:person>
    <activities:activities-summary path="/{orcid}/activities">
        <activities:employments path="/{orcid}/employments">{posts}</activities:employments>
        <activities:works path="/{orcid}/works">{works}</activities:works>
    </activities:activities-summary>
</record:record>
"""


def profile(number: int, orcid_of: Callable[[int], str]) -> bytes:
    """A member of the archive of summaries: a post in every second, eight works in every fourth profile."""
    orcid = orcid_of(number)
    entered = _ENTERED.format(orcid=orcid)
    works = ""
    for work in range(8 if number % 4 == 0 else 0):
        ids = _IDS.format(number=number, work=work)
        works += _WORK.format(number=number, work=work, ids=ids, entered=entered, sentence=_SENTENCE)
    posts = _POST.format(number=number, entered=entered) if number % 2 else ""
    body = _PROFILE.format(spaces=_SPACES, orcid=orcid, number=number, posts=posts, works=works).encode()
    info = tarfile.TarInfo(f"ORCID_summaries/{orcid[-3:]}/{orcid}.xml")
    info.size = len(body)
    return info.tobuf() + body + bytes(-len(body) % 512)


_AUTHOR = """
      <Author ValidYN="Y">
        <LastName>Yamada{number}</LastName>
        <ForeName>Hikari</ForeName>
        <Initials>H</Initials>
        <Identifier Source="ORCID">{orcid}</Identifier>
        <AffiliationInfo>
          <Affiliation>Department of Examples, Example University, Kyoto, Japan.</Affiliation>
        </AffiliationInfo>
      </Author>"""

_HEADING = """
      <MeshHeading>
        <DescriptorName UI="D{number:06d}" MajorTopicYN="N">Heading {number}</DescriptorName>
        <QualifierName UI="Q000032" MajorTopicYN="Y">analysis</QualifierName>
      </MeshHeading>"""

_REFERENCE = """
      <Reference>
        <Citation>Yamada H. A reference of the length that they have. J Ex. 2001;12:819-23</Citation>
        <ArticleIdList><ArticleId IdType="pubmed">{number}</ArticleId></ArticleIdList>
      </Reference>"""

_EVENT = """
      <PubMedPubDate PubStatus="{status}"><Year>{year}</Year><Month>5</Month><Day>{day}</Day></PubMedPubDate>"""

_ARTICLE = """<PubmedArticle>
  <MedlineCitation Status="MEDLINE" Owner="NLM">
    <PMID Version="1">{pmid}</PMID>
    <DateRevised><Year>{year}</Year><Month>05</Month><Day>17</Day></DateRevised>
    <Article PubModel="Print">
      <Journal>
        <ISSN IssnType="Print">{issn}</ISSN>
        <JournalIssue CitedMedium="Print">
          <Volume>12</Volume><Issue>3</Issue><PubDate><Year>{year}</Year><Month>May</Month></PubDate>
        </JournalIssue>
        <Title>Journal of Examples {journal}</Title>
        <ISOAbbreviation>J Ex {journal}</ISOAbbreviation>
      </Journal>
      <ArticleTitle>{sentence}</ArticleTitle>
      <Pagination><MedlinePgn>819-23</MedlinePgn></Pagination>
      <ELocationID EIdType="doi" ValidYN="Y">10.1000/{pmid}</ELocationID>
      <Abstract><AbstractText>{abstract}</AbstractText></Abstract>
      <AuthorList CompleteYN="Y">{authors}
      </AuthorList>
      <Language>eng</Language>
      <PublicationTypeList><PublicationType UI="D016428">Journal Article</PublicationType></PublicationTypeList>
    </Article>
    <MedlineJournalInfo><NlmUniqueID>{journal}</NlmUniqueID><ISSNLinking>{issn}</ISSNLinking></MedlineJournalInfo>
    <MeshHeadingList>{headings}
    </MeshHeadingList>
  </MedlineCitation>
  <PubmedData>
    <History>{events}
    </History>
    <PublicationStatus>ppublish</PublicationStatus>
    <ArticleIdList><ArticleId IdType="pubmed">{pmid}</ArticleId></ArticleIdList>
    <ReferenceList>{references}
    </ReferenceList>
  </PubmedData>
</PubmedArticle>"""


def article(number: int, orcid_of: Callable[[int], str], issn_of: Callable[[int], str]) -> bytes:
    """An article of PubMed: five authors with an address each, ten headings, 20 references in every second one."""
    year = 2000 + number % 25
    events = ("received", "accepted", "entrez", "pubmed", "medline")
    return _ARTICLE.format(
        pmid=number + 1,
        year=year,
        issn=issn_of(number % 1000),
        journal=number % 1000,
        sentence=_SENTENCE,
        abstract=_SENTENCE * 12,
        authors="".join(_AUTHOR.format(number=number % 5000 + n, orcid=orcid_of(number * 5 + n)) for n in range(5)),
        headings="".join(_HEADING.format(number=n) for n in range(number % 7, number % 7 + 10)),
        events="".join(_EVENT.format(status=status, year=year, day=n + 1) for n, status in enumerate(events)),
        references="".join(_REFERENCE.format(number=1000 + number * 3 + n) for n in range(20 if number % 2 else 0)),
    ).encode()
