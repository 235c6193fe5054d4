from studio.tools.image.resize import resize as resize
