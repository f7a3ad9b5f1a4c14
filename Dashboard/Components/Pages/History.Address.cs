using Microsoft.AspNetCore.Components;

namespace CityOps.Dashboard.Components.Pages;

/// <summary>The words of the page's address.</summary>
public sealed partial class History
{
    [SupplyParameterFromQuery]
    string? Series { get; set; }

    [SupplyParameterFromQuery]
    string? Range { get; set; }

    [SupplyParameterFromQuery]
    string? From { get; set; }

    [SupplyParameterFromQuery]
    string? To { get; set; }

    [SupplyParameterFromQuery]
    string? Zoom { get; set; }

    [SupplyParameterFromQuery]
    string? Bands { get; set; }

    [SupplyParameterFromQuery]
    string? Envelope { get; set; }

    [SupplyParameterFromQuery]
    string? Previous { get; set; }

    [SupplyParameterFromQuery]
    string? Table { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    string? Search { get; set; }

    [SupplyParameterFromQuery]
    string? Domain { get; set; }

    [SupplyParameterFromQuery]
    string? District { get; set; }

    [SupplyParameterFromQuery]
    string? Station { get; set; }

    HistoryWords Words => new()
    {
        Series = Series, Range = Range, From = From, To = To, Zoom = Zoom, Bands = Bands, Envelope = Envelope, Previous = Previous, Table = Table,
        Search = Search, Domain = Domain, District = District, Station = Station,
    };
}
