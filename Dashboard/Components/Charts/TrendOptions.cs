namespace CityOps.Dashboard.Components.Charts;

/// <summary>Everything the page's chart script needs to know of one trend; its words come in the language of the page.</summary>
/// <param name="Group">The live hub's group that carries the series.</param>
/// <param name="Step">Bucket length as the readings API writes it.</param>
/// <param name="Now">Our clock, Unix ms: the browser's own may be wrong.</param>
sealed record TrendOptions(
    string Series, string Group, string Title, int Hours, string Period, string Step, long StepMs, string Unit, int Decimals, string Locale,
    string TimeZone, long Now, TrendLimit? Limit, bool Table, IReadOnlyDictionary<string, object> Words);

sealed record TrendLimit(double Value, bool Above, string Severity, string Label);
