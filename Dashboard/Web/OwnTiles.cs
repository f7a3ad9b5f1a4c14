using CityOps.Ingestion.Configuration;
using Microsoft.Extensions.FileProviders;

namespace CityOps.Dashboard.Web;

/// <summary>Serves map tiles from the data folder, with the ranges that a PMTiles archive is read by. Anybody may have them, as every static file.</summary>
static class OwnTiles
{
    public static void UseOwnTiles(this IApplicationBuilder app, CitySettings settings)
    {
        if (settings.Map.Tiles?.StartsWith(MapSettings.OwnPath + "/", StringComparison.Ordinal) is not true)
        {
            return;
        }

        var folder = Directory.CreateDirectory(settings.TilesFolder).FullName;
        app.UseStaticFiles(new StaticFileOptions { RequestPath = MapSettings.OwnPath, FileProvider = new PhysicalFileProvider(folder), ServeUnknownFileTypes = true });
    }
}
