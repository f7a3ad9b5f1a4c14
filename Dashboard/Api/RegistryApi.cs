using CityOps.Ingestion.Http;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Api;

/// <summary>Stations, devices and series over HTTP.</summary>
static class RegistryApi
{
    public static void MapRegistry(this RouteGroupBuilder api)
    {
        api.MapGet("/stations", Stations).Produces<ListAnswer<StationItem>>();
        api.MapGet("/devices", Devices).Produces<ListAnswer<DeviceItem>>();
        api.MapGet("/series", Series).Produces<ListAnswer<SeriesItem>>();
        api.MapPut("/stations/{id}", PutStation).RequireAuthorization(Policies.Administer).Accepts<StationBody>(Body.Json, Body.Any);
        api.MapPut("/devices/{id}", PutDevice).RequireAuthorization(Policies.Administer).Accepts<DeviceBody>(Body.Json, Body.Any);
    }

    static async Task<IResult> Stations(RegistryItems items, string? limit, string? cursor, CancellationToken cancellationToken) =>
        Results.Ok(ListAnswer.Page(await items.StationsAsync(cancellationToken), item => item.Id, cursor, Parameters.Limit(limit)));

    static async Task<IResult> Devices(RegistryItems items, string? limit, string? cursor, CancellationToken cancellationToken) =>
        Results.Ok(ListAnswer.Page(await items.DevicesAsync(cancellationToken), item => item.Id, cursor, Parameters.Limit(limit)));

    static async Task<IResult> Series(
        CityRegistry city, string? device, string? quantity, string? domain, string? limit, string? cursor, CancellationToken cancellationToken)
    {
        var registry = await city.LoadAsync(cancellationToken);
        var items = registry.Series.Values
            .Where(s => (device is null || s.Id.Device == device) && (quantity is null || s.Id.Quantity == quantity) && (domain is null || s.Domain == domain))
            .Select(s => new SeriesItem(s.Id.ToString(), s.Id.Device, s.Id.Quantity, s.Unit, registry.StationOf(s.Id.Device)?.Id, s.Domain))
            .OrderBy(item => item.Id, StringComparer.Ordinal);
        return Results.Ok(ListAnswer.Page(items, item => item.Id, cursor, Parameters.Limit(limit)));
    }

    static async Task<IResult> PutStation(
        string id, HttpRequest request, CityRegistry city, ConfigHint hint, RegistryItems items, CancellationToken cancellationToken)
    {
        var put = (await Body.ReadAsync<StationBody>(request, cancellationToken)).Check(id);
        var result = await city.PutStationAsync(id, put, Actors.Of(request.HttpContext), cancellationToken);
        await hint.SayRegistryAsync(cancellationToken);
        var item = (await items.StationsAsync(cancellationToken)).Single(station => station.Id == id);
        return result.Outcome == PutOutcome.Created ? Results.Created($"/api/v1/stations/{id}", item) : Results.Ok(item);
    }

    static async Task<IResult> PutDevice(
        string id, HttpRequest request, CityRegistry city, ConfigHint hint, RegistryItems items, CancellationToken cancellationToken)
    {
        var put = (await Body.ReadAsync<DeviceBody>(request, cancellationToken)).Check(id);
        var result = await city.PutDeviceAsync(id, put, Actors.Of(request.HttpContext), cancellationToken);
        switch (result.Outcome)
        {
            case PutOutcome.UnknownStation:
                throw new ApiException(StatusCodes.Status422UnprocessableEntity, $"station: there is no station '{put.Station}'; make it first.");
            case PutOutcome.OtherDomain:
                throw new ApiException(StatusCodes.Status422UnprocessableEntity, "domain: the device belongs to another domain since its first message.");
        }

        await hint.SayRegistryAsync(cancellationToken);
        var item = (await items.DevicesAsync(cancellationToken)).Single(device => device.Id == id);
        return result.Outcome == PutOutcome.Created ? Results.Created($"/api/v1/devices/{id}", item) : Results.Ok(item);
    }
}
