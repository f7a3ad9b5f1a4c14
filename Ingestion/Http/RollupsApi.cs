using CityOps.Core.Readings;
using CityOps.Ingestion.Rollups;

namespace CityOps.Ingestion.Http;

/// <summary>Which roll-ups of a series are not right at the moment. Asked by a Dashboard in another process before it reads them.</summary>
public static class RollupsApi
{
    public static void MapRollups(this IEndpointRouteBuilder api) => api.MapGet("/rollups/late", Late).Produces<ListAnswer<LateHourItem>>();

    static async Task<IResult> Late(LateHours late, string? series, CancellationToken cancellationToken)
    {
        var hours = await late.OfAsync(Parameters.Series(series), cancellationToken);
        return Results.Ok(new ListAnswer<LateHourItem>([.. (hours ?? []).Order().Select(hour => new LateHourItem(Instants.ToRfc3339(hour)))], null));
    }
}

/// <param name="Hour">When it begins.</param>
public sealed record LateHourItem(string Hour);
