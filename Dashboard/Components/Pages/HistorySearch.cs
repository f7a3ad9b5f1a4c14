using CityOps.Core.Readings;

namespace CityOps.Dashboard.Components.Pages;

/// <summary>What the page of history offers to choose from: null = everything. A narrower choice goes with the wider one it was made in. Immutable.</summary>
public sealed record HistorySearch
{
    const int LongestText = 80;

    public HistorySearch(string? text, string? domain, string? district, string? station)
    {
        Text = Short(text);
        Domain = domain is not null && Identifiers.IsId(domain) ? domain : null;
        District = Short(district);
        Station = station is not null && Identifiers.IsId(station) ? station : null;
    }

    public static HistorySearch None { get; } = new(null, null, null, null);

    public string? Text { get; init; }

    public string? Domain { get; }

    public string? District { get; }

    public string? Station { get; }

    public HistorySearch InDomain(string? domain) => new(Text, domain, null, null);

    public HistorySearch InDistrict(string? district) => new(Text, Domain, district, null);

    public HistorySearch AtStation(string? station) => new(Text, Domain, District, station);

    static string? Short(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Length > LongestText ? text[..LongestText] : text;
}
