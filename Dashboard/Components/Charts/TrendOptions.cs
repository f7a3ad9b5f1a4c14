namespace CityOps.Dashboard.Components.Charts;

/// <summary>Everything the page's chart script needs to know of one trend; its words come in the language of the page. Times are Unix ms.</summary>
/// <param name="Group">The live hub's group that carries the series.</param>
/// <param name="From">Null = so many hours before the end.</param>
/// <param name="To">Null = it moves with the clock.</param>
/// <param name="Step">Bucket length as the readings API writes it.</param>
/// <param name="Now">Our clock: the browser's own may be wrong.</param>
sealed record TrendOptions(
    string Series, string Group, string Title, int Hours, long? From, long? To, string Period, string Step, string Unit, int Decimals, string Locale,
    string TimeZone, long Now, IReadOnlyList<TrendBand> Bands, IReadOnlyList<TrendMark> Marks, bool Table, IReadOnlyDictionary<string, object> Words);

/// <summary>A stretch of time, Unix ms.</summary>
/// <param name="To">Null = it moves with the clock.</param>
public sealed record TrendPeriod(long From, long? To);
