using System.Globalization;
using CityOps.Ingestion.Configuration;

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
        UseCertificate(builder.Configuration, settings.Web);
        return (builder, settings);
    }

    /// <summary>As settings of the web server, which reads the files anew when a renewal has changed them.</summary>
    static void UseCertificate(ConfigurationManager configuration, WebSettings web)
    {
        if (web.Certificate is null)
        {
            return;
        }

        var server = new Dictionary<string, string?>
        {
            ["Kestrel:Certificates:Default:Path"] = web.Certificate,
            ["Kestrel:Certificates:Default:KeyPath"] = web.CertificateKey,
            // It takes its addresses from one place or the other.
            ["Urls"] = null,
        };
        for (var i = 0; i < web.Addresses.Count; i++)
        {
            server[string.Create(CultureInfo.InvariantCulture, $"Kestrel:Endpoints:{i}:Url")] = web.Addresses[i].Text;
        }

        configuration.AddInMemoryCollection(server);
    }
}
