using CityOps.Ingestion.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Ingestion.Start;

/// <summary>How our programs begin: all sources of configuration, and the settings read from them.</summary>
public static class CityBuilder
{
    /// <exception cref="SettingsException">With every mistake and its key.</exception>
    public static (WebApplicationBuilder Builder, CitySettings Settings) Create(CommandLine line, CityProgram program)
    {
        var builder = WebApplication.CreateBuilder(line.Rest);
        builder.Configuration.AddSecretFiles(Environment.GetEnvironmentVariable(SecretFiles.FolderVariable));
        var settings = CitySettingsReader.Read(
            builder.Configuration, builder.Environment.ContentRootPath, builder.Environment.IsProduction(), program);
        // A build that is not published has its scripts and styles in other folders, and a list of them; after a publish there is no list.
        builder.WebHost.UseStaticWebAssets();
        // Where systemd started us (Type=notify), it is told when we are ready and when we stop. Nothing elsewhere.
        builder.Services.AddSystemd();
        if (settings.Web is { Certificate: { } file, CertificateKey: { } key })
        {
            builder.WebHost.ConfigureKestrel(server => server.ConfigureHttpsDefaults(new OwnCertificate(file, key, TimeProvider.System).Configure));
        }

        return (builder, settings);
    }
}
